"""Records of people are refused whatever their columns are called; counts by area are not."""

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario.read.indicators import read_indicators
from planner.scenario.read.needs import read_needs
from tests.scenario.books import csv_table

OF_PEOPLE = """\
D.O.B.|DoB (dd/mm/yyyy)|Child's name|Child’s full name|Full name|Initials|Unique Pupil Number|UPN
NI number|LCS ID|Mosaic ID|Liquidlogic ID|Case number|Case ref|Client ID|Client No.|Home address
Address line 1|School attended|Current school|Social worker|Allocated worker name|Key worker
Date of birth|date_of_birth|DOB|Birth date|Year of birth|case_id|Child ID|Person ID
Young person's name|YP initials|Pupil name|Surname|FORENAME|First name|firstname|Known as
National Insurance Number|NHS no|NHS number|nhs|Postcode|post_code|Email address|Mobile number
Referral date|Date of referral|Legal status|Service user ID|Patient ID|ULN|Crime reference|GP|sex
Gender|Ethnicity|Ethnic origin|Religion|Nationality|First language|Sexual orientation
"""
OF_AREAS = """\
births|Birth rate|Low birth weight|Number of cases|Cases|Case rate|Case numbers|Client numbers
Schools|Social workers|Social worker vacancies|School exclusions|Number of schools|missing
Children in care|Deaths|Notes|Children in need|NHS region|NHS trust|Postcode district|Population
Pupils|pupil_numbers|Persistent absence|Source|Child poverty|Child population|Referrals
Referral rate|Referrals to social care|Parent Name|Parent Code|Year|Indicator ID|Indicator Name
Incidents|Missing episodes|Hub name|Lead officer|Region|Persons|Children|NEET|Number
Looked after children|Date of estimate|Assessment rate|Gender pay gap|Ethnic diversity
First-time entrants
"""


def headings(text: str) -> list[str]:
    """Headings between bars, over several lines."""
    return [heading for line in text.splitlines() for heading in line.split("|")]


@pytest.mark.parametrize("heading", headings(OF_PEOPLE))
def test_records_of_people_are_refused(heading: str, tmp_path: Path) -> None:
    """One heading that only a record of a person has is enough, and it is named."""
    path = csv_table(tmp_path, f'area,name,at_risk,"{heading}"', "X01,Ashby,12,F", "X02,Barlow,8,M")
    with pytest.raises(InputError) as raised:
        read_needs(path)
    assert f"looks like records of people ({heading}); give counts by area only" in str(raised.value)


@pytest.mark.parametrize("heading", headings(OF_AREAS))
def test_counts_by_area_are_read(heading: str, tmp_path: Path) -> None:
    """Words that records of people have too do not make a table one; the column is told of as not read."""
    path = csv_table(tmp_path, f'area,name,at_risk,"{heading}"', "X01,Ashby,12,3", "X02,Barlow,8,4")
    notes: list[str] = []
    assert read_needs(path, notes).need.tolist() == [12.0, 8.0]
    assert notes == [f"{path}: does not read {heading!r}"]


BREAKDOWN = [
    "Area Code,Area Name,Sex,Age,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,"
    "Count,Denominator",
    "X01,Ashby,Persons,All ages,,2025/26,60,50,70,120,20000",
    "X01,Ashby,Male,All ages,,2025/26,30,20,40,70,10000",
    "X01,Ashby,Persons,16-17,,2025/26,20,20,40,30,4000",
    "X01,Ashby,Persons,All ages,Most deprived,2025/26,20,20,40,10,400",
    "X02,Barlow,Female,All ages,,2025/26,35,30,40,35,5000",
    "X02,Barlow,Persons,All ages,,2025/26,70,60,80,80,11000",
]


def test_a_published_breakdown_is_read_by_its_rows_of_everybody(tmp_path: Path) -> None:
    """Persons of all ages, one row an area; the count is the indicator, and all that is left out is told."""
    found = read_indicators(csv_table(tmp_path, *BREAKDOWN), counted=False)
    assert (found.codes, found.columns) == (("X01", "X02"), ("Count",))
    assert found.values.ravel().tolist() == [120.0, 80.0]
    told = " ".join(found.notes)
    assert "2 rows are left out, since 'Sex' is not 'Persons'" in told
    assert "1 rows are left out, since 'Age' is not 'All ages'" in told
    assert "'Value' (a rate, beside its count)" in told


def test_a_breakdown_by_something_else_is_refused_with_the_cause(tmp_path: Path) -> None:
    """Two years of one area are two rows; which column tells them apart is said."""
    again = BREAKDOWN[1].replace("2025/26", "2024/25").replace(",120,", ",99,")
    with pytest.raises(
        InputError,
        match=r"X01 \(Ashby\) is there twice; keep one row an area \(its rows differ in Time period\)",
    ):
        read_indicators(csv_table(tmp_path, BREAKDOWN[0], BREAKDOWN[1], again, BREAKDOWN[6]), counted=False)

"""What is asked: areas, links, money, services and rules, valid whoever builds it."""

from ebpages.accounts.models import Person


def name_of(person: Person) -> str:
    return person.get_full_name()

"""Kinds of contact that do not stand on the page, and who may know one."""

CONTACT_KINDS = EMAIL, PHONE, PERSON = "email", "phone", "person"
AUDIENCES = SIGNED_IN, ORGANISATION = "signed_in", "organisation"
EVERYBODY = "everybody"  # of a contact that goes into the draft of the page

from ebpages.accounts.views.account import account, delete, export, gone
from ebpages.accounts.views.demonstration import enter
from ebpages.accounts.views.mail import mail, one_mail
from ebpages.accounts.views.notices import notices, read, stop_mail
from ebpages.accounts.views.rights import rights

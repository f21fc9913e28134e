"""Two people at one thing at the same moment, on a database of its own: run as a program, it prints who got what.

In threads, each with a connection of its own; the tests' own database lives in one transaction, in which nothing is at once.
"""

import json
import os
import threading
from collections.abc import Callable
from typing import Any


def both(*works: Callable[[], Any]) -> list[str]:
    """What comes of several works that begin together: `done`, or the sentence of the refusal, in an order that does not depend on luck."""
    from django.db import connection
    from django.utils import translation

    from ebpages.accounts.actions import Refused

    start = threading.Barrier(len(works))
    ends: list[str] = []

    def run(work: Callable[[], Any]) -> None:
        start.wait()
        try:
            with translation.override("en"):
                work()
        except Refused as refused:
            ends.append(str(refused))
        else:
            ends.append("done")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends, key=lambda end: (end != "done", end))


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "ebpages.site.settings"
    import django

    django.setup()
    from ebpages.accounts.models import RoleGrant
    from ebpages.accounts.reader import OPERATOR
    from ebpages.own_pages import actions
    from ebpages.own_pages.models import Claim
    from tests.samples.people import CLUSTER, organisation, person, reader

    organisation()
    analysts = [person(f"{name}@agency.example", "analyst") for name in ("anna", "boris")]
    claimant = person("maria@example.org")
    found: dict[str, Any] = {}

    def claim() -> Claim:
        return actions.make_claim(by=reader(claimant), organisation=CLUSTER, role="editor")

    found["claims"] = both(claim, claim)
    waiting = Claim.objects.seen_by(OPERATOR).get()
    found["deciders"] = both(
        lambda: actions.decide_claim(by=reader(analysts[0]), claim=_own(waiting), approve=True),
        lambda: actions.decide_claim(
            by=reader(analysts[1]), claim=_own(waiting), approve=False, reason="No."
        ),
    )
    grants = RoleGrant.objects.seen_by(OPERATOR).filter(person=claimant, ended_at=None)
    state = Claim.objects.seen_by(OPERATOR).get().state
    found["state belongs to the roles"] = (state == "approved") == grants.exists()

    heads = [person(f"{name}@example.org", "administrator", of=CLUSTER) for name in ("head", "deputy")]
    readers = [reader(each) for each in heads]
    invitation = actions.invite(by=readers[0], organisation=CLUSTER, email="ivan@example.org", role="editor")
    guest = reader(person("ivan@example.org"))
    accept = lambda: actions.accept_invitation(by=guest, invitation=invitation)  # noqa: E731
    found["acceptances"] = both(accept, accept)
    found["leavers"] = both(*(lambda by=by: actions.leave(by=by, organisation=CLUSTER) for by in readers))
    found |= _reviewed()
    print(json.dumps(found))


def _reviewed() -> dict[str, Any]:
    """Two reviewers: at the queue, at one decision, at taking it back."""
    from ebpages.registry.models import HumanJudgement, Judgement
    from ebpages.review import actions
    from tests.samples.people import CLUSTER, OTHER, organisation, person, reader

    organisation(OTHER, "Мебелен клъстер")
    a, b = f"made:{CLUSTER}", f"made:{OTHER}"
    Judgement.objects.create(a_id=a, b_id=b, relation="undecided", method="score", score=0.9, by="automatic")
    readers = [reader(person(f"{name}@agency.example", "reviewer", name=name)) for name in ("Rada", "Vera")]
    taken: list[Any] = []
    both(*(lambda by=by: taken.append(actions.take_next(by=by)) for by in readers))
    holder = next(by for by in readers if actions.take_next(by=by))
    decide = lambda: actions.decide(by=holder, a=a, b=b, relation="different")  # noqa: E731
    found = {"taken": sorted(map(bool, taken)), "decisions": both(decide, decide)}
    key = HumanJudgement.objects.get().pk
    found["taken back"] = both(*(lambda by=by: actions.take_back(by=by, judgement=key) for by in readers))
    return found


def _own(claim: Any) -> Any:
    """As each of them has read it."""
    return type(claim).objects.for_writing().select_related("person").get(pk=claim.pk)


if __name__ == "__main__":
    main()

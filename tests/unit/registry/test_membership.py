"""Sets of bits over the organisations, and the form in which they are kept."""

from array import array
from datetime import date

import pytest

from ebpages.faces.facet_sets import bits
from ebpages.registry.membership import DamagedMembership, Membership, Stand, as_bytes, from_bytes
from ebpages.registry.public_ids import id_of, number_of

NUMBERS = array("q", map(number_of, ("aaaaaaa", "0000000", "zzzzzzz")))
THREE = Membership(
    Stand(7, "2026-11-30", 12, "token"),
    NUMBERS,
    bits((0, 2), 3),
    {"name": array("I", (2, 0)), "lists": array("I", (0, 2))},
    {"region": {"BG411": bits((0,), 3), "BG421": bits((0, 2), 3)}, "sector": {"ict": bits((2,), 3)}},
)


@pytest.mark.parametrize("public_id", ["0000000", "zzzzzzz", "4tq5x2m", "example1"])
def test_an_id_is_a_number_and_back(public_id: str) -> None:
    assert 0 < number_of(public_id) < 2**63 and id_of(number_of(public_id)) == public_id


def test_what_is_kept_is_read_as_it_was() -> None:
    assert from_bytes(as_bytes(THREE)) == THREE


def test_every_flipped_bit_is_noticed() -> None:
    kept = as_bytes(THREE)
    for place in range(len(kept)):
        damaged = bytearray(kept)
        damaged[place] ^= 1 << place % 8
        with pytest.raises(DamagedMembership):
            from_bytes(bytes(damaged))
    with pytest.raises(DamagedMembership):
        from_bytes(kept[:-1])


def test_sets_are_counted_and_listed_in_order() -> None:
    on = date(2026, 11, 30)
    assert THREE.size == 2
    assert THREE.counts("region", THREE.everybody, on) == {"BG411": 1, "BG421": 2}
    assert THREE.in_several("region", THREE.everybody) == 1
    assert [*THREE.listed(THREE.everybody, THREE.orders["name"])] == ["zzzzzzz", "aaaaaaa"]
    assert [*THREE.listed(THREE.having("sector", ["ict"], on), THREE.orders["lists"])] == ["zzzzzzz"]

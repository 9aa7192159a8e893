"""Declarative shadow roots: browsers display their content in place of an element's own children."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

ROOT = "shadow-root"
"""The tag that `repair.rename_shadow_roots` gives a shadow root."""


def fill_slots(root: LexborNode) -> None:
    """Move the children of each element with a shadow root into the slots of that root.

    A child without a slot stays after the shadow root.
    """
    hosts: set[int] = set()
    for shadow in root.css(ROOT):
        host = shadow.parent
        if host is None or host.mem_id in hosts:  # an element has one shadow root
            continue
        hosts.add(host.mem_id)
        slots: dict[str, LexborNode] = {}
        for slot in shadow.css("slot"):
            slots.setdefault(slot.attributes.get("name") or "", slot)
        if not slots:
            continue
        child = host.first_child
        while child is not None:
            after = child.next
            slot_name = (child.attributes.get("slot") or "") if child.is_element_node else ""
            if child.mem_id != shadow.mem_id and (place := slots.get(slot_name)) is not None:
                place.insert_child(child, move=True)
            child = after

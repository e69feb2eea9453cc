"""What stands over the name of who signs. Pure. Source: HD 36-HD/VPTW, section on the authority to sign (party-documents, section 1)."""


def signature(head, title=""):
    """The lines of a signature block: ('TRƯỞNG BAN',), ('K/T TRƯỞNG BAN', 'PHÓ TRƯỞNG BAN'), ('T/M BAN THƯỜNG VỤ', 'BÍ THƯ').

    head: a Letterhead; title: the post of who signs, as the appointment has it. The head of an agency signs directly, a deputy in the head's
    place; for the committee itself both sign for its standing body. A title that says neither counts as the head's.
    """
    said = " ".join(title.casefold().split())
    is_deputy = said.startswith("phó ")
    if not head.is_agency:
        return "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ" if is_deputy else "BÍ THƯ"
    if is_deputy:
        return f"K/T {head.signer}", f"PHÓ {head.signer}"
    return (f"Q. {head.signer}",) if said.startswith(("quyền ", "q. ")) else (head.signer,)

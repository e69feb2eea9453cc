from django.shortcuts import render

from units.kept import marked, words


def too_old(request, reason=""):
    """A form without its token, or with an old one, is not taken. What was typed into a form of ours is shown, to be copied.

    Nothing here sends it again: another site could have made it. Nor is anything shown that another site sent, or that has no true mark.
    """
    ours = not reason.startswith(("Origin", "Referer")) and marked(request.POST)
    shown = words(request.POST) if ours else []
    return render(request, "403_csrf.html", {"typed": shown, "back": request.path}, status=403)

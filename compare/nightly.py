"""A night's comparison: what is new against everything before, without reading it all again.

What is *renewed* are the items of meetings of which something was stored since the last
comparison, and of those that had named a meeting that is only now held. They are compared anew
with everything. Around them lies what this may touch: the items they are related to, the threads
of these, and promises that may now be met or late. Of these the stored findings are taken as they
are, but for threads and promises, which are found again. All else stays as it is noted.

Boilerplate is what the last comparison of everything learned. So a night finds what a comparison
of everything would find with that boilerplate, but for one thing: in a family of more than
:data:`compare.bands.FAMILY` near copies it links the new one with the first and the last.
"""

from __future__ import annotations

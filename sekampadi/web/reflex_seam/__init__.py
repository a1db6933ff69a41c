"""Every touch of what Reflex and the socket libraries keep to themselves, each with its reason.

The public ``rx`` may be used everywhere; anything else of the framework only here, gathered by
what is touched: what one sees from outside, elements, events, sockets, states, the build.
``tests/architecture/test_seam.py`` watches over that, and asks the installed Reflex for each touch.
In ``assets/`` the scripts know three things besides: the path of the socket, that the tab's name
stands in the storage under "token", and that it is taken from there at the start.
"""

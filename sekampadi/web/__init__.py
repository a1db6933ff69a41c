"""The screens: routes, the guard in front of every event, states, components, pages."""

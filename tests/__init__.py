"""Every tier of tests; a tier with fixtures of its own scope is a package too."""

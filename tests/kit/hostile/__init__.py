"""Files that somebody with bad intentions might upload; made by code, the same in every run."""

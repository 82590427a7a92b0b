"""What people send, looked through in a process of its own: the reader, its orders, and the process."""

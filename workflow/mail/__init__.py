"""Mail: what is to be sent, kept with what causes it (``outbox.put``), and the postman that takes it to the server.

Whoever has something to say writes a ``mail_text.Letter`` and puts it into the outbox inside of the transaction of its
cause. Nothing here knows what a mail is about.
"""

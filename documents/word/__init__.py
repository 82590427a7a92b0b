"""Report -> .docx; the only room that imports python-docx."""

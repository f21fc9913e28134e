"""Made-up inputs and small servers that tests of several rooms share."""

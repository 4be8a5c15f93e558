"""The quiz: questions about drugs, the law and help, each with four answers, a reason and a source."""

"""Makes the check page (校验台): one file that holds the declaration of all kinds and checks a submission where there is no program."""

"""A proof about batches: a gateway that is killed half way, and a batch that is sent again to another one."""

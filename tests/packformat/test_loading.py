from packformat.loading import loads_always


def test_a_memory_is_loaded_always_unless_it_is_a_wiki_or_says_otherwise() -> None:
    assert loads_always({})
    assert loads_always({"kind": "domain"})
    assert not loads_always({"kind": "wiki"})
    assert loads_always({"kind": "wiki", "loads": "always"})
    assert not loads_always({"kind": "notes", "loads": "on-demand"})

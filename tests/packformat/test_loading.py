from packformat.loading import loads_always, tokens_for


def test_a_memory_is_loaded_always_unless_it_is_a_wiki_or_says_otherwise() -> None:
    assert loads_always({})
    assert loads_always({"kind": "domain"})
    assert not loads_always({"kind": "wiki"})
    assert loads_always({"kind": "wiki", "loads": "always"})
    assert not loads_always({"kind": "notes", "loads": "on-demand"})


def test_four_characters_are_a_token_and_half_a_one_is_whole() -> None:
    assert [tokens_for(characters) for characters in (0, 1, 2, 4, 5, 6)] == [0, 0, 1, 1, 1, 2]

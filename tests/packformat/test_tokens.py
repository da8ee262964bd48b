from packformat.archive import Entry
from packformat.component import Component
from packformat.tokens import Cost, sum_of, token_costs


def cost(path: str, text: str, **more: str) -> Cost:
    """What one component costs, alone in the pack `close`."""
    files = {path: text, **more}
    return token_costs([Entry(name, data.encode()) for name, data in files.items()], "close").total


def page(description: str, body: str, more: str = "") -> str:
    return f"---\nname: x\ndescription: {description}\n{more}---\n{body}"


def test_a_skill_costs_its_full_name_and_description_always_and_its_page_on_use() -> None:
    described = cost("skills/sk1/SKILL.md", page("x" * 400, "\n" + "word " * 100))
    assert described.always_characters == len("close:sk1 ") + 400
    assert described.as_dict() == {"always": 103, "on_use": 125}
    assert cost("skills/sk1/skill.md", page("x" * 400, "")).always == 103


def test_when_to_use_is_loaded_with_the_description() -> None:
    text = page("abc", "", "when_to_use: now\n")
    assert cost("skills/s/SKILL.md", text).always_characters == len("close:s abc now")


def test_blanks_around_a_description_are_not_loaded() -> None:
    folded = "---\ndescription: >\n  abc\nname: x\n---\n"
    assert cost("agents/a.md", folded).always_characters == len("a abc")
    assert cost("skills/s/SKILL.md", page("'  abc '", "")).always_characters == len("close:s abc")


def test_an_agent_goes_by_its_own_name_and_a_command_by_the_packs() -> None:
    assert cost("agents/a.md", page("abc", "xy")) == Cost(len("a abc"), 2)
    assert cost("commands/g/c.md", page("abc", "xy")) == Cost(len("close:g:c abc"), 2)


def test_without_a_description_the_first_line_stands_in() -> None:
    assert cost("commands/c.md", "\n# Close the month\n\nNow.").always_characters == len(
        "close:c Close the month"
    )
    assert cost("commands/c.md", "y" * 400).always_characters == len("close:c ") + 100
    assert cost("commands/c.md", "").always_characters == len("close:c ")


def test_a_page_that_cannot_be_read_counts_whole() -> None:
    assert cost("commands/c.md", "---\nname: x").on_use_characters == len("---\nname: x")


def test_a_style_costs_when_it_is_chosen() -> None:
    assert cost("output-styles/s.md", page("abc", "12345678")).as_dict() == {"always": 0, "on_use": 2}


def test_a_memory_costs_always_or_on_use_as_it_is_loaded() -> None:
    notes = "n" * 40
    assert cost("memory/m/index.md", notes).as_dict() == {"always": 10, "on_use": 0}
    assert cost("memory/m/data.csv", notes).as_dict() == {"always": 0, "on_use": 0}
    wiki = {"memory/m/memory.toml": 'kind = "wiki"\ntitle = "W"\n'}
    listed = cost("memory/m/index.md", notes, **wiki)
    assert listed.on_use == 10
    assert 0 < listed.always_characters < 60
    assert cost("memory/m/index.md", notes, **{"memory/m/memory.toml": "x"}).always == 10


def test_what_the_model_never_sees_costs_nothing() -> None:
    assert cost("hooks/hooks.json", '{"hooks": {}}') == cost("evals/e/prompt.md", "Do it") == Cost()


def test_characters_outside_the_basic_plane_count_twice_as_the_client_counts_them() -> None:
    assert cost("commands/c.md", page("x", "😀" * 8)).on_use == 4


def test_each_component_has_its_cost_and_the_total_is_rounded_once() -> None:
    files = {f"agents/a{number}.md": page("abc", "x") for number in range(3)}
    costs = token_costs([Entry(path, text.encode()) for path, text in files.items()], "close")
    assert costs.components[Component("agent", "a0", "agents/a0.md")] == Cost(6, 1)
    assert costs.total == sum_of(costs.components.values()) == Cost(18, 3)
    assert costs.total.as_dict() == {"always": 5, "on_use": 1}

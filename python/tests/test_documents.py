from steppe_client.documents import as_of_change, is_read


def test_what_writes_is_known_wherever_it_stands_in_a_document() -> None:
    for reads in [
        "{ a }",
        "query mutation { mutation }",
        '# mutation\nquery Q($a: String = "} mutation {") { a(b: """ } mutation { """) { c } }',
        "fragment mutation on Query { mutation } { ...mutation }",
    ]:
        assert is_read(reads), reads
    for writes in ["mutation { a }", "mutation M { a }", "{ a } mutation M { b }", "subscription { a }"]:
        assert not is_read(writes), writes


def test_a_query_is_asked_as_of_a_change_with_its_fragments_left_alone() -> None:
    assert as_of_change("{ a { b } }", 7) == "{ asOf(change: 7) { a { b } }}"
    document = 'query Q($x: In = {a: "{"}) {\n  a(b: {c: 1}) { ...F }\n}\nfragment F on A { d }'
    assert as_of_change(document, 7) == (
        'query Q($x: In = {a: "{"}) { asOf(change: 7) {\n  a(b: {c: 1}) { ...F }\n}}\nfragment F on A { d }'
    )

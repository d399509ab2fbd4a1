"""The registry by which apps announce what shared pages show of them."""

from villages.registry import Registry, Severity


def greet(name):
    """A provider."""
    yield f"Halo {name}"


def count(name):
    """Another provider."""
    return [str(len(name)), "huruf"]


def test_providers_are_asked_in_the_order_they_registered():
    things = Registry()
    things.register(greet)
    things.register(count)

    assert things.collect("Ani") == ["Halo Ani", "3", "huruf"]


def test_a_provider_registered_twice_is_asked_once():
    things = Registry()
    things.register(greet, count)
    things.register(count, greet)

    assert things.collect("Ani") == ["Halo Ani", "3", "huruf"]


def test_nothing_registered_yields_nothing():
    assert Registry().collect("Ani") == []


def test_severities_are_ranked_by_how_much_they_matter():
    assert sorted(Severity, key=lambda item: item.rank) == [
        Severity.URGENT,
        Severity.IMPORTANT,
        Severity.MINOR,
    ]

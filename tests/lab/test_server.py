"""What the server sends before the page is alive, how it ends, and what it refuses."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import panel as pn
import pytest
from bokeh.document import Document
from cli.small_world import write_small_world
from lab.lab_process import END_SECONDS, address_of, lab_process
from lab.lab_setup import whole_catalogue

from diffusion_sim.cli.app import exit_status
from diffusion_sim.lab.catalogue import DENMARK, map_for, read_catalogue
from diffusion_sim.lab.page_style import tell_when_lost
from diffusion_sim.lab.server import LOCAL, Serving, _free_port, allowed_hosts, preferred, prefix_of, session_of
from diffusion_sim.lab.wording import LANGUAGES

pytestmark = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")


def test_a_scenario_that_is_not_there_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "not_there.toml"]) == 2
    assert "not_there.toml" in capsys.readouterr().err


def test_an_address_that_is_not_ours_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "--address", "192.0.2.1"]) == 2
    assert "--address" in capsys.readouterr().err


def test_a_port_in_use_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert exit_status(["lab", "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert f"127.0.0.1:{port} cannot be used" in told
    assert len(told.strip().splitlines()) == 1


def test_a_map_of_another_country_ends_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert exit_status(["lab", "--map", str(tmp_path / "map.geojson")]) == 2
    assert "shows none of the 98 municipalities" in capsys.readouterr().err


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    session = session_of(read_catalogue(Path(write_small_world(tmp_path_factory.mktemp("scenarios"))[1])))
    port = _free_port(LOCAL, 0)
    server = pn.serve({"/": session}, port=port, address=LOCAL, show=False, threaded=True)
    try:
        yield received(f"http://{LOCAL}:{port}/")
    finally:
        server.stop()


def received(address: str) -> str:
    """Return what is sent as soon as there is a server."""
    for _ in range(100):
        try:
            with urlopen(address, timeout=20) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    pytest.fail("the server does not answer")


def test_a_telephone_shows_the_page_in_its_own_width(sent: str) -> None:
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in sent


def test_the_address_is_replaced_so_that_back_leaves_the_page(sent: str) -> None:
    head = sent.split("</head>", maxsplit=1)[0]
    assert "history.pushState = history.replaceState" in head


@pytest.mark.slow
def test_the_address_is_told_only_once_the_page_can_be_had(tmp_path: Path) -> None:
    with lab_process([write_small_world(tmp_path)[1]]) as address, urlopen(address, timeout=60) as answer:  # first try
        assert answer.status == 200


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_a_lab_that_nobody_listens_to_any_more_ends_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "diffusion_sim", "lab", write_small_world(tmp_path)[1], "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            address_of(process)
            process.stdout.close()
            process.terminate()
            assert process.wait(END_SECONDS) == 0
            assert process.stderr.read() == ""
        finally:
            process.kill()


@pytest.mark.parametrize(("accepted", "language"), [
    ("da-DK,da;q=0.9,en;q=0.8", "da"), ("en-GB,en;q=0.9,da;q=0.8", "en"), ("de, da;q=0.5", "da"), ("fr", "en"), ("", "en"),
])  # fmt: skip
def test_a_page_begins_in_the_first_of_its_languages_that_the_browser_asks_for(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_lost_connection_is_told_in_the_language_of_the_page(language: str) -> None:
    document = Document()
    tell_when_lost(document, LANGUAGES[language]["connection_lost"])
    (lost,) = document.callbacks._js_event_callbacks["connection_lost"]
    assert {"en": "reload the page", "da": "genindl\\u00e6s siden"}[language] in lost.code


@pytest.mark.parametrize(("path", "prefix"), [("", ""), ("/", ""), ("lab", "/lab"), ("/tools/lab/", "/tools/lab")])
def test_a_prefix_has_a_slash_before_and_none_behind(path: str, prefix: str) -> None:
    assert prefix_of(path) == prefix


@pytest.fixture
def read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the scenarios of the package read already."""
    known = whole_catalogue()
    monkeypatch.setattr("diffusion_sim.lab.catalogue.read_catalogue", lambda _start: known)


@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize("path", ["a b", "//lab", "/../x", "lab?x=1", "http://x/lab", "/lab\n"])
def test_what_is_no_path_is_refused(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "--port", "0", "--prefix", path]) == 2
    assert "--prefix" in capsys.readouterr().err


@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize("host", ["*", "http://lab.example.dk", "lab example", "", "lab.example.dk:port"])
def test_what_is_no_host_is_refused(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "--port", "0", "--allow-origin", host]) == 2
    assert "--allow-origin" in capsys.readouterr().err


def test_hosts_are_this_machine_s_own_and_those_allowed() -> None:
    assert allowed_hosts(Serving(0), 5006) == ["127.0.0.1:5006", "localhost:5006"]
    assert allowed_hosts(Serving(0, origins=("lab.example.dk",)), 5006)[-1] == "lab.example.dk"
    assert allowed_hosts(Serving(0, "0.0.0.0"), 5006) == ["*"]
    assert "*" not in allowed_hosts(Serving(0, "0.0.0.0", origins=("lab.example.dk",)), 5006)


@pytest.mark.slow
def test_the_page_stands_behind_its_prefix_only(tmp_path: Path) -> None:
    with lab_process([str(write_small_world(tmp_path)[1]), "--prefix", "tools/lab"]) as address:
        assert "Diffusion Sim" in urlopen(f"{address}/tools/lab/").read().decode()
        with pytest.raises(HTTPError):
            urlopen(f"{address}/")


def test_more_pages_than_may_be_open_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    session = session_of(read_catalogue(Path(write_small_world(tmp_path)[1])), most_pages=0)
    monkeypatch.setattr(type(pn.state), "session_args", {"lang": [b"da"]})
    monkeypatch.setattr(type(pn.state), "headers", {})
    assert session().object == "<p>" + LANGUAGES["da"]["too_many_pages"].format(pages=0) + "</p>"


def test_denmark_has_its_own_outlines_and_other_places_have_none(tmp_path: Path) -> None:
    drawn, left_out = map_for(None, whole_catalogue())
    assert (len(drawn.outlines), drawn.is_own, left_out) == (98, False, "")
    assert (DENMARK.parent / "TERMS.txt").read_text(encoding="utf-8").count("13 February 2014") == 1
    ring = tmp_path / "ring.toml"
    ring.write_text('[network]\nkind = "ring"\nplaces = "synthetic"\nsize = 12\n')
    (tmp_path / "policy.toml").write_text('extends = "ring.toml"\n[prize]\nwinners_per_year = 3\n')
    assert map_for(None, read_catalogue(tmp_path / "policy.toml"))[0].outlines == ()


def test_a_plan_beside_the_scenarios_is_passed_over_and_a_wrong_scenario_told_in_a_sentence(tmp_path: Path) -> None:
    policy = Path(write_small_world(tmp_path)[1])
    (tmp_path / "plan.toml").write_text('scenario = "policy.toml"\ndesign = "grid"\n', "utf-8")
    (tmp_path / "wrong.toml").write_text("[prize]\nwinner = 1\n[portal]\nhearing = 1\n[agenda]\nreview = 1\n", "utf-8")
    (told,) = read_catalogue(policy).left_out
    assert "wrong.toml" in told
    assert "\n" not in told

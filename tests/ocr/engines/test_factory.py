import pytest

from ocr.engines import ENGINE_NAMES, build_recogniser
from ocr.engines.runtimes import count_cores, model_path, share_cores
from ocr.errors import EngineMissingError


def test_an_unknown_engine_is_missing():
    with pytest.raises(EngineMissingError, match="abbyy"):
        build_recogniser("abbyy")


@pytest.mark.parametrize("name", ["openvino", "onnxruntime"])
def test_an_engine_whose_package_is_not_installed_is_missing(name, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, name, None)

    with pytest.raises(EngineMissingError, match=name):
        build_recogniser(name)


def test_auto_falls_back_to_the_next_engine_that_is_installed(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openvino", None)

    assert build_recogniser("auto").name.endswith("-onnxruntime")


def test_no_engine_at_all_is_said_so(monkeypatch):
    for module in ("openvino", "onnxruntime", "pytesseract"):
        monkeypatch.setitem(__import__("sys").modules, module, None)

    with pytest.raises(EngineMissingError, match="no reading engine"):
        build_recogniser("auto")


def test_a_model_that_the_wheel_does_not_have_is_missing():
    with pytest.raises(EngineMissingError, match=r"other\.onnx"):
        model_path("other.onnx")


def test_the_first_engine_is_auto():
    assert ENGINE_NAMES[0] == "auto"


def test_several_processes_share_the_cores(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)

    assert share_cores(1) == {}
    assert share_cores(3) == {"OMP_NUM_THREADS": "2"}
    assert share_cores(20) == {"OMP_NUM_THREADS": "1"}


@pytest.mark.parametrize(("share", "cores"), [("3", 3), ("12", 8), ("0", 8), ("many", 8)])
def test_a_process_takes_its_share_of_the_cores_and_no_more(share, cores, monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", share)

    assert count_cores() == cores
    assert share_cores(2) == {}

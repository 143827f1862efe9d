"""Build the VSIX of one platform: the client, the server and the server's libraries.

The libraries come from the locked wheels of every supported CPython, unpacked into one folder:
the file names of compiled modules carry their ABI, so that they live side by side. Wheels are
kept in the user's cache.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = ROOT / "bundled"
PYTHONS = ("311", "312", "313", "314")
LIMIT_MB = 45

# pip's platform tags, newest first; pip does not know that a newer glibc takes older tags.
GLIBC = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")
MACOS = ("15_0", "14_0", "13_0", "12_0", "11_0")
TARGETS: dict[str, list[str]] = {
    "linux-x64": [f"manylinux_{v}_x86_64" for v in GLIBC] + ["manylinux2014_x86_64"],
    "linux-arm64": [f"manylinux_{v}_aarch64" for v in GLIBC] + ["manylinux2014_aarch64"],
    "darwin-x64": [f"macosx_{v}_x86_64" for v in (*MACOS, "10_15", "10_13", "10_12", "10_9")],
    "darwin-arm64": [f"macosx_{v}_arm64" for v in MACOS],
    "win32-x64": ["win_amd64"],
}


def main() -> None:
    """Package one target, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", default=this_machine(), choices=[*TARGETS, "all"])
    parser.add_argument("--which", action="store_true", help="print this machine's target")
    arguments = parser.parse_args()
    if arguments.which:
        print(this_machine())
        return
    published = arguments.target == "all"
    inputs = f"{fingerprint()} {published=}"
    for each in TARGETS if published else [arguments.target]:
        stamp = ROOT / "dist" / f"touchline-{each}.inputs"
        if vsix_of(each).exists() and stamp.exists() and stamp.read_text("utf-8") == inputs:
            continue
        package(each, published=published)
        stamp.write_text(inputs, "utf-8")


def fingerprint() -> str:
    """Return a digest of every file from which a VSIX is made: the tree, without the tests."""
    digest = hashlib.sha256()
    for name in sorted(tree(".", ":!tests", ":!demo", ":!docs")):
        content = hashlib.sha256((ROOT / name).read_bytes()).digest()
        digest.update(f"{name}\0".encode() + content)
    return digest.hexdigest()


def tree(*where: str) -> set[str]:
    """Return the files that git knows or would take, without what it ignores."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]
    names = subprocess.run([*listing, *where], cwd=ROOT, check=True, capture_output=True).stdout
    return {name for name in names.decode().split("\0") if (ROOT / name).is_file()}


def vsix_of(target: str) -> Path:
    """Return where the VSIX of a target is left."""
    return ROOT / "dist" / f"touchline-{target}.vsix"


def this_machine() -> str:
    """Return the target that fits the machine that builds."""
    arm = platform.machine().lower() in {"arm64", "aarch64"}
    system = {"win32": "win32", "darwin": "darwin"}.get(sys.platform, "linux")
    return f"{system}-{'arm64' if arm else 'x64'}"


def package(target: str, *, published: bool) -> None:
    """Leave ``dist/touchline-TARGET.vsix``; what is to be published is searched for secrets."""
    run(["node", "scripts/build.mjs", "--minify"])
    wheels = [download(target, python) for python in PYTHONS]
    unpack(sorted({wheel for folder in wheels for wheel in folder.glob("*.whl")}, key=by_python))
    check_abis(target)
    vsix = vsix_of(target)
    vsix.parent.mkdir(exist_ok=True)
    vsce = ["node_modules/.bin/vsce", "package", "--target", target, "--out", str(vsix)]
    vsce += ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"]
    if not published:  # two thirds of the time goes into the search for secrets
        vsce += ["--allow-package-all-secrets", "--allow-package-env-file"]
    run(vsce)
    check_server(vsix)
    megabytes = vsix.stat().st_size / 1e6
    print(f"{vsix.relative_to(ROOT)}: {megabytes:.1f} MB")
    if megabytes > LIMIT_MB:
        raise SystemExit(f"{vsix.name} is larger than {LIMIT_MB} MB")


def download(target: str, python: str) -> Path:
    """Return the folder with the locked wheels for one CPython ("312") on one target."""
    lock = ROOT / "requirements" / "server.txt"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "touchline" / "wheels" / f"{target}-cp{python}"
    stamp = folder / "server.txt"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return folder
    print(f"fetching the libraries for Python {python} on {target}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tags = [f"--platform={tag}" for tag in TARGETS[target]]
    abis = [f"--abi={abi}" for abi in (f"cp{python}", "abi3", "none")]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    what = ["--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(lock)]
    where = [f"--python-version={python}", "--implementation=cp", "-d", str(folder)]
    run([*pip, *what, *tags, *abis, *where])
    shutil.copy(lock, stamp)
    return folder


def by_python(wheel: Path) -> tuple[str, str]:
    """Order the wheels so that what they share comes from one and the same, the newest."""
    return wheel.name.split("-")[0], wheel.name.split("-")[2]


def unpack(wheels: list[Path]) -> None:
    """Unpack the wheels into one folder; scripts and C headers are not needed."""
    shutil.rmtree(BUNDLED, ignore_errors=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if ".data/" not in name]
            archive.extractall(BUNDLED, names)


def check_abis(target: str) -> None:
    """Make sure that each compiled module has a build for each Python."""
    suffix = "*.pyd" if target.startswith("win32") else "*.so"
    builds: dict[str, set[str]] = {}
    for file in BUNDLED.rglob(suffix):
        module = str(file.relative_to(BUNDLED)).split(".")[0]
        found = re.search(r"cpython-(\d+)|cp(\d+)-win", file.name)
        if ".libs" not in str(file.parent):
            python = next(filter(None, found.groups())) if found else ""
            builds.setdefault(module, set()).add(python)
    for module, pythons in builds.items():
        if "" not in pythons and not pythons.issuperset(PYTHONS):
            raise SystemExit(f"{module} is built for {sorted(pythons)} only")
    print(f"{len(builds)} compiled modules, each for Python {', '.join(PYTHONS)}")


def check_server(vsix: Path) -> None:
    """Make sure that the server is packed as it stands in the tree: nothing less, nothing built."""
    wanted = tree("server/touchline")
    with zipfile.ZipFile(vsix) as archive:
        names = {name.removeprefix("extension/") for name in archive.namelist()}
    packed = {name for name in names if name.startswith("server/touchline/")}
    if packed != wanted:
        raise SystemExit(f"packed otherwise than in the tree: {sorted(packed ^ wanted)[:5]}")


def run(command: list[str]) -> None:
    """Run a step; its own words say what went wrong."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit(f"failed: {' '.join(command[:3])} ...")


if __name__ == "__main__":
    main()

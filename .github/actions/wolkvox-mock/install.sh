#!/usr/bin/env bash
# Installs release $VERSION of $RELEASES (.../OWNER/REPO/releases) for this runner, and puts it on the path of later steps.
set -euo pipefail

case $RUNNER_OS in
Linux) os=linux ;;
macOS) os=darwin ;;
Windows) os=windows ;;
*) echo "::error::wolkvox-mock has no program for $RUNNER_OS" && exit 1 ;;
esac
case $RUNNER_ARCH in
X64) arch=amd64 ;;
ARM64) arch=arm64 ;;
*) echo "::error::wolkvox-mock has no program for $RUNNER_ARCH" && exit 1 ;;
esac

get() { curl --fail --silent --show-error --location --retry 3 "$@"; }

version=${VERSION#v}
if [ "$version" = latest ]; then # it is where the link leads: .../releases/tag/v1.2.3
	version=$(get --head --output /dev/null --write-out '%{url_effective}' "$RELEASES/latest")
	version=${version##*/v}
fi
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
	echo "::error::wolkvox-mock: \"$version\" is no version; expected one such as 1.2.3"
	exit 1
fi

name=wolkvox-mock_${version}_${os}_${arch}
archive=$name.tar.gz
[ "$os" != windows ] || archive=$name.zip
folder=$RUNNER_TEMP/wolkvox-mock-$version
mkdir -p "$folder"
cd "$folder"
get --output "$archive" "$RELEASES/download/v$version/$archive"
get --output SHA256SUMS "$RELEASES/download/v$version/SHA256SUMS"

want=$(awk -v name="$archive" '$2 == name { print $1 }' SHA256SUMS)
if command -v sha256sum >/dev/null; then
	got=$(sha256sum <"$archive")
else
	got=$(shasum -a 256 <"$archive")
fi
if [ -z "$want" ] || [ "${got%% *}" != "$want" ]; then
	echo "::error::wolkvox-mock: the checksum of $archive is ${got%% *}, not ${want:-in SHA256SUMS}"
	exit 1
fi

case $archive in
*.zip) unzip -q -o "$archive" ;;
*) tar -xzf "$archive" ;;
esac
"$folder/$name/wolkvox-mock" version
echo "$folder/$name" >>"$GITHUB_PATH"
echo "version=$version" >>"$GITHUB_OUTPUT"

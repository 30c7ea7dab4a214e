// Lays the files of the libraries in package.json, with their licences, under assets/vendor, and of those that only tests need
// under testdata/vendor. Big ones are packed, as they are served. With --check it compares what lies there with the packages, whose hashes package-lock.json holds, and changes nothing.
//
//	npm install --package-lock-only    after a new version in package.json
//	node vendor.mjs [--check]
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const here = import.meta.dirname;
const folders = {
	"assets/vendor": {
		"lit-html": [
			"LICENSE", "lit-html.js", "directive.js", "directive-helpers.js", "async-directive.js",
			...["class-map", "guard", "if-defined", "keyed", "live", "ref", "repeat"].map((name) => `directives/${name}.js`),
		],
		"swagger-ui-dist": ["LICENSE", "NOTICE", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui.css"],
	},
	"testdata/vendor": {
		"axe-core": ["LICENSE", "LICENSE-3RD-PARTY.txt", "axe.min.js"],
	},
};
const packed = new Set(["swagger-ui-bundle.js", "swagger-ui.css", "axe.min.js"]);

const scratch = mkdtempSync(join(tmpdir(), "vendor-"));
try {
	for (const name of ["package.json", "package-lock.json"]) {
		copyFileSync(join(here, name), join(scratch, name));
	}
	execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: scratch, stdio: "inherit" });
	for (const [folder, files] of Object.entries(folders)) {
		const wanted = Object.entries(files).flatMap(([library, names]) => names.map((name) => ({
			stored: join(library, packed.has(name) ? `${name}.gz` : name),
			packed: packed.has(name),
			content: readFileSync(join(scratch, "node_modules", library, name)),
		})));
		if (process.argv[2] === "--check") {
			check(folder, wanted);
		} else {
			lay(folder, wanted);
		}
	}
} finally {
	rmSync(scratch, { recursive: true });
}

function lay(folder, wanted) {
	const vendor = join(here, folder);
	rmSync(vendor, { recursive: true, force: true });
	for (const file of wanted) {
		const path = join(vendor, file.stored);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, file.packed ? gzipSync(file.content, { level: 9 }) : file.content);
	}
}

function check(folder, wanted) {
	const vendor = join(here, folder);
	const left = new Set(readdirSync(vendor, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map((entry) => join(entry.parentPath, entry.name).slice(vendor.length + 1)));
	const wrong = [];
	for (const file of wanted) {
		if (!left.delete(file.stored)) {
			wrong.push(`${file.stored} is missing`);
			continue;
		}
		const stored = readFileSync(join(vendor, file.stored));
		if (!(file.packed ? gunzipSync(stored) : stored).equals(file.content)) {
			wrong.push(`${file.stored} is not the package's`);
		}
	}
	wrong.push(...[...left].map((name) => `${name} is of no package`));
	if (wrong.length > 0) {
		console.error(`${folder}: ${wrong.join(", ")}. node vendor.mjs lays the files anew.`);
		process.exitCode = 1;
	} else {
		console.log(`${folder}: ${wanted.length} files are those of the packages`);
	}
}

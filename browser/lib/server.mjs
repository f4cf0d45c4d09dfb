// The real program on a data file of its own. Days pass by stopping it and starting it again with
// a later --today on the same file.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The program under test: LUMBAGO names it, else the newest build of this folder is taken. */
function program() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const builds = ["debug", "release"].map((kind) => join(target, kind, "lumbago")).filter(existsSync);
  const age = (place) => statSync(place).mtimeMs;
  const found = process.env.LUMBAGO ?? builds.sort((one, other) => age(other) - age(one))[0];
  if (!found) throw new Error("the program is not built: run `cargo build`, or name it in LUMBAGO");
  return found;
}

/** The first day of every test. */
export const DAY = "2026-03-02";

/** That day, so many days later. */
export function later(days, day = DAY) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** A running server. `at` is its address. */
export class Server {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "lumbago-browser-"));
    this.data = join(this.folder, "lumbago.db");
    this.listen = "127.0.0.1:0";
  }

  static async start(day = DAY) {
    const server = new Server();
    await server.#run(day);
    return server;
  }

  async #run(day) {
    this.day = day;
    const options = ["serve", "--data", this.data, "--listen", this.listen, "--today", day];
    const child = spawn(program(), options, { stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    // No server outlives a test that broke off.
    process.once("exit", () => child.kill("SIGKILL"));
    let said = "";
    await new Promise((ready, failed) => {
      child.stderr.on("data", (text) => { said += text; });
      child.stdout.on("data", (text) => {
        said += text;
        const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
        if (address) { this.at = address[0]; ready(); }
      });
      child.once("error", failed);
      child.once("exit", () => failed(new Error(`the server did not start:\n${said}`)));
    });
    // The same address again later: browsers keep cookies and offline pages by address.
    this.listen = this.at.replace("http://", "");
  }

  async #end() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGKILL");
    await gone;
  }

  /** Another day on the same data, at the same address. The old process is killed, not asked. */
  async travel(day) {
    await this.#end();
    await this.#run(day);
  }

  /** Out of reach, as for a phone without its network. */
  pause() { return this.#end(); }

  /** Within reach again. */
  resume() { return this.#run(this.day); }

  async stop() {
    await this.#end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

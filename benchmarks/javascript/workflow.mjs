// Runs a workflow of Pass, Choice and Succeed in JSONata as simply as JavaScript can: every expression is parsed once,
// nothing is checked, no history is kept. What is left is what the package `jsonata` takes for its expressions.
//
//     node workflow.mjs DEFINITION INPUT
//
// says what one execution gives, and then, for each line that it reads, what an execution took in a turn.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import jsonata from "jsonata";

const WARM_UP_MS = 2_000;
const TURN_MS = 10;

const [file, input] = process.argv.slice(2);
const definition = JSON.parse(readFileSync(file, "utf8"));
const states = new Map(Object.entries(definition.States).map(([name, state]) => [name, compiled(state)]));

/** A state with functions of the bindings in place of its expressions. */
function compiled(state) {
  const fields = (values) => Object.entries(values).map(([name, text]) => [name, expression(text)]);
  return {
    next: state.Next ?? state.Default,
    assign: fields(state.Assign ?? {}),
    choices: (state.Choices ?? []).map((rule) => ({ holds: expression(rule.Condition), next: rule.Next })),
    output: state.Output && fields(state.Output),
    isLast: state.Type === "Succeed",
  };
}

/** `{% … %}` */
function expression(text) {
  const parsed = jsonata(text.slice(2, -2));
  return (bindings) => parsed.evaluate(undefined, bindings);
}

async function values(fields, bindings) {
  const found = {};
  for (const [name, value] of fields) found[name] = await value(bindings);
  return found;
}

async function run(input) {
  // Variables stand beside `$states`, so that nothing has to be copied for a state.
  const bindings = { states: { input } };
  let name = definition.StartAt;
  for (;;) {
    const state = states.get(name);
    name = state.next;
    for (const { holds, next } of state.choices) {
      if ((await holds(bindings)) === true) {
        name = next;
        break;
      }
    }
    const output = state.output ? await values(state.output, bindings) : bindings.states.input;
    if (state.assign.length > 0) Object.assign(bindings, await values(state.assign, bindings));
    if (state.isLast) return output;
    bindings.states.input = output;
  }
}

/**
 * The nanoseconds that pass, or those of the processor where others use it too: the lesser of both. What is compiled and
 * cleared away at the side costs processor time that no one waits for.
 */
async function nanoseconds(work) {
  const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
  await work();
  const passed = Number(process.hrtime.bigint() - start);
  const { user, system } = process.cpuUsage(used);
  return Math.min(passed, (user + system) * 1_000);
}

async function repeatedly(count) {
  for (let done = 0; done < count; done += 1) await run(JSON.parse(input));
}

let executions = 0;
for (const start = Date.now(); Date.now() - start < WARM_UP_MS; executions += 1) await repeatedly(1);
const batch = Math.max(1, Math.round((executions * TURN_MS) / WARM_UP_MS));
console.log(JSON.stringify({ output: await run(JSON.parse(input)) }));
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ ns: (await nanoseconds(() => repeatedly(batch))) / batch }));
}

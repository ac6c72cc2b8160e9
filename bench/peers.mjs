// Pays the debts on standard input off by a published package: the seconds of one run, and the months.
// Called by plans.py with the folder of the packages and the name of one.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, name] = process.argv.slice(2);
const { owed, rates, payments, extra } = JSON.parse(readFileSync(0, 'utf8'));
const rules = ['snowball', 'avalanche'];
let pay;

if (name === 'node-debt-snowball') {
  const { snowball } = createRequire(join(modules, 'x.js'))(name);
  const accounts = owed.map((balance, at) => ({
    name: `Loan ${at}`,
    balance: balance / 100,
    interest: rates[at] / 100,
    minPayment: payments[at] / 100,
  }));
  pay = (rule) => snowball(accounts, extra / 100, rule).payments.length;
} else {
  const path = join(modules, 'moneyfunx', 'build', 'index.js');
  const { loan, payments: paying, sorting } = await import(pathToFileURL(path));
  const loans = owed.map((balance, at) => new loan.Loan(balance / 100, rates[at] / 10000, 12, 8, `Loan ${at}`));
  const budget = (payments.reduce((sum, each) => sum + each, 0) + extra) / 100;
  pay = (rule) => {
    const sorted = sorting.sortWith(loans, sorting[rule]);
    const schedules = Object.values(paying.payLoans(sorted, budget));
    return Math.max(...schedules.map((each) => each.amortizationSchedule.length));
  };
}

const months = rules.map(pay);
const times = [];
for (let round = 0; round < 20; round += 1) {
  const began = process.hrtime.bigint();
  rules.forEach(pay);
  times.push(Number(process.hrtime.bigint() - began) / 1e9);
}
times.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ seconds: times[times.length >> 1], months }));

import { expect } from "chai";

import { findForbidden } from "../../scripts/audit/analysis/findForbidden.ts";
import { findLateWrites } from "../../scripts/audit/analysis/findLateWrites.ts";
import { readSyntax } from "../../scripts/audit/analysis/readSyntax.ts";

// given a contract that uses what the house rules forbid
//   it names each use and its line
// given functions that call a foreign contract and write state
//   it names those that write after the call, on whatever path
//   it leaves those alone that write before it, are guarded, or call contracts of ours or views
// given a source that does not compile
//   it says what solc says
describe("analysis of the contracts", () => {
  const FILE = "contracts/Sample.sol";
  const FIRST_LINE = 17;

  function syntaxOf(body: string) {
    const source = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
interface IOurs { function change() external; }
contract Sample {
    using SafeERC20 for IERC20;
    struct Entry { uint256 paid; }
    mapping(address => Entry) entries;
    uint256[] list;
    uint256 count;
    IERC20 token;
    IOurs ours;
    bool busy;
    modifier nonReentrant() { require(!busy); busy = true; _; busy = false; }
    function _bump() internal { count++; }
    ${body}
}`;
    return readSyntax({ [FILE]: source });
  }

  const FORBIDDEN = [
    ["block.number", "count = block.number;"],
    ["block.prevrandao", "count = block.prevrandao;"],
    ["raw call", "count = uint256(blockhash(1));"],
    ["tx.origin", "require(tx.origin == who);"],
    ["number", "assembly { sstore(0, number()) }"],
    ["selfdestruct", "assembly { selfdestruct(0) }"],
    ["delegatecall", "assembly { pop(delegatecall(gas(), who, 0, 0, 0, 0)) }"],
    ["raw call", "who.transfer(1);"],
    ["raw call", "require(who.send(1));"],
    ["raw call", 'who.call("");'],
    ["raw call", 'who.delegatecall("");'],
    ["raw token call", "token.transfer(who, 1);"],
    ["raw token call", "token.transferFrom(who, who, 1);"],
    ["raw token call", "token.approve(who, 1);"],
  ];

  describe("given uses of what the house rules forbid", () => {
    const functions = FORBIDDEN.map(([, use], i) => `function run${i}(address payable who) external { ${use} }\n`);
    const findings = findForbidden(syntaxOf(functions.join("")), [FILE]);

    for (const [i, [rule, use]] of FORBIDDEN.entries()) {
      it(`objects to ${use}`, () => {
        expect(findings[i]).to.include({ file: FILE, line: FIRST_LINE + i, rule });
      });
    }

    it("objects to nothing else", () => expect(findings).to.have.lengthOf(FORBIDDEN.length));

    it("does not object to SafeERC20, timestamps and views", () => {
      const body = "token.safeTransfer(msg.sender, token.balanceOf(msg.sender) + block.timestamp);";
      expect(findForbidden(syntaxOf(`function run() external { ${body} }`), [FILE])).to.deep.equal([]);
    });
  });

  const LATE = [
    ["an assignment", "token.safeTransfer(msg.sender, 1); count = 1;"],
    [
      "a field behind a pointer",
      "Entry storage e = entries[msg.sender]; token.safeTransfer(msg.sender, 1); e.paid = 1;",
    ],
    ["a push", "token.safeTransfer(msg.sender, 1); list.push(1);"],
    ["a delete", "token.safeTransfer(msg.sender, 1); delete entries[msg.sender];"],
    ["a part of a tuple", "token.safeTransfer(msg.sender, 1); (count, ) = (1, 2);"],
    ["assembly", "token.safeTransfer(msg.sender, 1); assembly { sstore(0, 1) }"],
    ["a function called", "token.safeTransfer(msg.sender, 1); _bump();"],
    ["one branch", "if (busy) token.safeTransfer(msg.sender, 1); count = 1;"],
    ["the next turn of a loop", "for (uint256 i; i < 2; ++i) { count = i; token.safeTransfer(msg.sender, 1); }"],
    ["a call without SafeERC20", "token.transfer(msg.sender, 1); count = 1;"],
  ];

  const EARLY = [
    ["writes first", "function run() external { count = 1; token.safeTransfer(msg.sender, 1); }"],
    ["is guarded", "function run() external nonReentrant { token.safeTransfer(msg.sender, 1); count = 1; }"],
    ["calls ours", "function run() external { ours.change(); count = 1; }"],
    ["calls a view", "function run() external { count = token.balanceOf(msg.sender); }"],
    [
      "leaves after the call",
      "function run() external { if (busy) { token.safeTransfer(msg.sender, 1); return; } count = 1; }",
    ],
    ["writes to memory", "function run() external { token.safeTransfer(msg.sender, 1); Entry memory e; e.paid = 1; }"],
  ];

  describe("given functions that call a foreign contract", () => {
    const late = LATE.map(([, code], i) => `function late${i}() external { ${code} }\n`);
    const early = EARLY.map(([, code], i) => code.replace("run()", `early${i}()`) + "\n");
    const syntax = syntaxOf([...late, ...early].join(""));
    const rules = new Set(findLateWrites(syntax, [FILE]).map(({ rule }) => rule));

    for (const [i, [how]] of LATE.entries()) {
      it(`finds a write after the call by ${how}`, () => {
        expect(rules).to.include(`late write by Sample.late${i}`);
      });
    }

    for (const [i, [how]] of EARLY.entries()) {
      it(`leaves a function alone that ${how}`, () => {
        expect(rules).not.to.include(`late write by Sample.early${i}`);
      });
    }
  });

  it("refuses what does not compile, with solc's words", () => {
    expect(() => syntaxOf("function run() external { missing(); }")).to.throw("Undeclared identifier");
  });
});

// LintRun: the policies among the files, each read, linted and, if wanted, repaired.
//
// Flow      paths --Run--> Linted each --> findings, summary
// Promise   a file that cannot be read is said on standard error and does not stop the rest.
#pragma once

#include <string>
#include <vector>

#include "cli/input.h"
#include "cli/lint_options.h"
#include "cli/linted.h"
#include "report/findings.h"

namespace keyward::cli {

class LintRun {
 public:
  explicit LintRun(const LintOptions& options) : options_(options) {}

  // Run reads and lints everything.
  void Run();

  // findings are those that the options want, per policy.
  std::vector<report::PolicyFindings> Findings() const;
  bool empty() const { return linted_.empty(); }
  bool failed() const { return failed_; }
  // diffs are the repairs that --diff asked for.
  const std::string& diffs() const { return diffs_; }
  // Summary says in one line how the files were read and what was skipped and repaired.
  std::string Summary() const;

 private:
  void LintFile(const FoundFile& file);
  void Repair(const std::string& path, Linted& linted);
  void Fault(const Error& error);

  const LintOptions& options_;
  std::vector<Linted> linted_;
  std::string diffs_;
  size_t skipped_ = 0;
  size_t scenarios_ = 0;
  size_t fixed_ = 0;
  bool failed_ = false;
};

}  // namespace keyward::cli

// keyward lint: diagnostics on policies.
#include "lint/lint.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

#include "cli/choice.h"
#include "cli/exit_status.h"
#include "cli/lint_options.h"
#include "cli/lint_run.h"
#include "cli/verbs.h"
#include "report/findings_github.h"
#include "report/findings_json.h"
#include "report/findings_junit.h"
#include "report/findings_sarif.h"
#include "report/findings_text.h"

namespace keyward::cli {
namespace {

constexpr const char* kFooter = R"(Examples:
  keyward lint key-policy.json
  keyward lint policies/ --format sarif > keyward.sarif
  keyward lint scp.json --type scp --fail-on error
  keyward lint policies/ --ignore KMS006,MISSING_VERSION --diff
  aws kms get-key-policy --key-id ... --output text | keyward lint -

Folders are searched for *.json files that are policies by their content.)";

constexpr Severity kSeverities[] = {Severity::kError, Severity::kSecurityWarning,
                                    Severity::kWarning, Severity::kSuggestion};

bool Names(const std::vector<std::string>& list, std::string_view code) {
  const lint::LintRule* rule = lint::FindRule(code);
  return std::any_of(list.begin(), list.end(), [code, rule](const std::string& one) {
    const std::string lower = CLI::detail::to_lower(one);
    return lower == CLI::detail::to_lower(std::string(code)) ||
           (rule != nullptr && lower == rule->name);
  });
}

std::string RuleSummary(std::string_view code) {
  const lint::LintRule* rule = lint::FindRule(code);
  return rule == nullptr ? std::string() : std::string(rule->summary);
}

std::string Report(const LintOptions& options, const LintRun& run,
                   const std::vector<report::PolicyFindings>& findings) {
  if (options.format == "json") return report::FindingsJson(findings);
  if (options.format == "junit") return report::FindingsJUnit(findings, options.FailOn());
  if (options.format == "github") return report::FindingsGitHub(findings);
  if (options.format == "sarif") {
    report::SarifOptions sarif;
    sarif.version = KEYWARD_VERSION;
    sarif.rule_summary = RuleSummary;
    return report::FindingsSarif(findings, sarif);
  }
  std::string text = options.diff
                         ? run.diffs()
                         : report::FindingsText(findings, StyleFor(options.color, STDOUT_FILENO));
  if (options.diff) return text;
  if (!text.empty()) text += '\n';
  return text + fmt::format("{}\n{}\n", report::FindingsSummary(report::CountFindings(findings)),
                            run.Summary());
}

int Refuse(const LintOptions& options, std::string message) {
  PrintError({ErrorCode::kInvalidInput, std::move(message), {}, {}, {}}, options.color);
  return kWrongInput;
}

int Lint(const LintOptions& options) {
  const bool stdin_named = std::count(options.paths.begin(), options.paths.end(), "-") != 0;
  if (options.fix && stdin_named) return Refuse(options, "--fix cannot write standard input");
  if (options.diff && options.format != "text") return Refuse(options, "--diff is text");
  LintRun run(options);
  run.Run();
  if (run.empty()) return kWrongInput;
  const std::vector<report::PolicyFindings> findings = run.Findings();
  Print(Report(options, run, findings));
  if (options.format != "text" || options.diff) fmt::print(stderr, "{}\n", run.Summary());
  if (run.failed()) return kWrongInput;
  const report::FindingCounts counts = report::CountFindings(findings);
  for (const Severity severity : kSeverities) {
    if (severity > options.FailOn()) break;
    if (counts.by_severity[static_cast<size_t>(severity)] != 0) return kNo;
  }
  return kYes;
}

void AddOptions(CLI::App& verb, LintOptions& options) {
  verb.add_option("PATH", options.paths, "Policy files and folders; - is standard input")
      ->required();
  AddType(verb, options.type);
  verb.add_option("--fail-on", options.fail_on,
                  "Exit with 1 for findings of this severity or worse: error, security-warning, "
                  "warning (default), suggestion")
      ->check(OneOf({"error", "security-warning", "warning", "suggestion"}))
      ->type_name("SEVERITY");
  verb.add_option("--format", options.format, "text, json, sarif, junit or github")
      ->check(OneOf({"text", "json", "sarif", "junit", "github"}))
      ->type_name("FORMAT");
  verb.add_option("--select", options.select, "Only these findings")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("CODE,CODE");
  verb.add_option("--ignore", options.ignore, "Not these findings")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("CODE,CODE");
  verb.add_flag("--fix", options.fix, "Repair the files where a finding has a fix");
  verb.add_flag("--diff", options.diff, "Show what --fix would change, and change nothing");
}

}  // namespace

bool LintOptions::Wants(std::string_view code) const {
  return (select.empty() || Names(select, code)) && !Names(ignore, code);
}

Severity LintOptions::FailOn() const {
  for (const Severity severity : kSeverities) {
    if (report::SeverityName(severity) == fail_on) return severity;
  }
  return Severity::kWarning;
}

void AddLint(CLI::App& app, Command& command) {
  CLI::App* verb = app.add_subcommand("lint", "Say what is wrong with policies");
  auto options = std::make_shared<LintOptions>();
  AddOptions(*verb, *options);
  AddColor(*verb, options->color);
  verb->footer(kFooter);
  verb->callback([options, &command] { command = [options] { return Lint(*options); }; });
}

}  // namespace keyward::cli

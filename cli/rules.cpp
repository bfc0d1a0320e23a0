// keyward rules: the catalogue of lint rules, or one rule's page.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "lint/lint.h"
#include "report/findings.h"

namespace keyward::cli {
namespace {

struct RulesOptions {
  std::string code;
  ColorOption color;
};

constexpr const char* kFooter = R"(Examples:
  keyward rules
  keyward rules KMS006
  keyward rules allow-star-principal

Findings with other codes are those of IAM Access Analyzer; keyward rules CODE says where AWS
describes them.)";

std::string Catalogue() {
  std::string text;
  for (const lint::LintRule* rule : lint::Rules()) {
    text += fmt::format("{:8} {:24} {:18} {}\n", rule->code, rule->name,
                        report::SeverityName(rule->severity), rule->summary);
  }
  return text;
}

// Wrapped breaks a text into lines of at most `width` bytes.
std::string Wrapped(std::string_view text, size_t width) {
  std::string out;
  while (text.size() > width) {
    size_t end = text.rfind(' ', width);
    if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
    out += fmt::format("{}\n", text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out + fmt::format("{}\n", text);
}

std::string Page(const lint::LintRule& rule) {
  std::string text =
      fmt::format("{} {} ({})\n\n", rule.code, rule.name, report::SeverityName(rule.severity));
  text += Wrapped(rule.summary, 100) + '\n' + Wrapped(rule.why, 100);
  for (const auto& [title, example] :
       {std::pair("Avoid", &rule.avoid), std::pair("Prefer", &rule.prefer)}) {
    text += fmt::format("\n{} ({}):\n\n{}\n", title, compiler::PolicyTypeName(example->type),
                        example->policy);
  }
  return text;
}

int Rules(const RulesOptions& options) {
  if (options.code.empty()) {
    Print(Catalogue());
    return kYes;
  }
  if (const lint::LintRule* rule = lint::FindRule(options.code)) {
    Print(Page(*rule));
    return kYes;
  }
  const std::string link = report::LearnMoreLink(options.code);
  if (!link.empty()) {
    Print(fmt::format("{} is a check of IAM Access Analyzer:\n{}\n", options.code, link));
    return kYes;
  }
  PrintError({ErrorCode::kNotFound,
              fmt::format("there is no rule {}", options.code),
              {},
              {},
              "keyward rules lists them"},
             options.color);
  return kWrongInput;
}

}  // namespace

void AddRules(CLI::App& app, Command& command) {
  CLI::App* verb = app.add_subcommand("rules", "List the lint rules, or explain one");
  auto options = std::make_shared<RulesOptions>();
  verb->add_option("CODE", options->code, "A rule's code or name");
  AddColor(*verb, options->color);
  verb->footer(kFooter);
  verb->callback([options, &command] { command = [options] { return Rules(*options); }; });
}

}  // namespace keyward::cli

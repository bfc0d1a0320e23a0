// keyward compile: the stages of one policy, as text.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

#include "cli/choice.h"
#include "cli/document.h"
#include "cli/exit_status.h"
#include "cli/input.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "compiler/check.h"
#include "compiler/emit.h"
#include "grammar/parse.h"
#include "report/error_text.h"

namespace keyward::cli {
namespace {

struct CompileOptions {
  std::string file;
  std::string dump;
  TypeOption type;
  bool stored = false;
  ColorOption color;
};

constexpr const char* kFooter = R"(Examples:
  keyward compile key-policy.json --dump ir
  keyward compile boundary.json --type permissions-boundary --dump policy
  keyward compile - --dump tree < key-policy.json)";

// Refusals are the findings that stop the compilation.
Diagnostics Refusals(const Diagnostics& all) {
  Diagnostics refusals;
  for (const Diagnostic& one : all) {
    if (one.refuses) refusals.push_back(one);
  }
  return refusals;
}

int Refuse(const Source& source, const Diagnostics& all, const ColorOption& color) {
  const std::string text =
      report::DiagnosticsText(source, Refusals(all), StyleFor(color, STDERR_FILENO));
  std::fwrite(text.data(), 1, text.size(), stderr);
  return kWrongInput;
}

int DumpTree(const Source& source, const ColorOption& color) {
  const grammar::Parsed parsed = grammar::Parse(source);
  if (!parsed.ok) return Refuse(source, parsed.diagnostics, color);
  Print(grammar::Dump(parsed.tree));
  return kYes;
}

int Compile(const CompileOptions& options) {
  const Result<SourcePtr> source = ReadSource(options.file);
  if (!source) {
    PrintError(source.error(), options.color);
    return kWrongInput;
  }
  if (options.dump == "tree") return DumpTree(**source, options.color);
  compiler::CheckOptions check;
  if (options.stored) check.mode = compiler::CheckMode::kStored;
  const compiler::PolicyType type = options.type.TypeFor(ReadDocument(**source));
  const compiler::Checked checked = compiler::ParseAndCheck(*source, type, check);
  if (!checked.policy) return Refuse(**source, checked.diagnostics, options.color);
  Print(options.dump == "policy" ? compiler::Dump(*checked.policy)
                                 : compiler::Dump(*compiler::Emit(*checked.policy)));
  return kYes;
}

}  // namespace

void AddCompile(CLI::App& app, Command& command) {
  CLI::App* verb = app.add_subcommand("compile", "Print the stages of a policy's compilation");
  auto options = std::make_shared<CompileOptions>();
  verb->add_option("FILE", options->file, "Policy file; - is standard input")->required();
  verb->add_option("--dump", options->dump,
                   "Stage: tree (syntax), policy (checked elements) or ir (decision program)")
      ->check(OneOf({"tree", "policy", "ir"}))
      ->type_name("STAGE")
      ->required();
  AddType(*verb, options->type);
  verb->add_flag("--stored", options->stored,
                 "Load it as a stored document: what only saving refuses is let through");
  AddColor(*verb, options->color);
  verb->footer(kFooter);
  verb->callback([options, &command] { command = [options] { return Compile(*options); }; });
}

}  // namespace keyward::cli

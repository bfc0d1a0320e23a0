#include "cli/terminal.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include "cli/choice.h"
#include "report/error_text.h"

namespace keyward::cli {
namespace {

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// SaysUtf8: the locale's encoding, by the first of its variables that is set.
bool SaysUtf8() {
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (!IsSet(variable)) continue;
    const std::string value = CLI::detail::to_lower(std::getenv(variable));
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

bool TerminalHasColors() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) != "dumb";
}

}  // namespace

void AddColor(CLI::App& verb, ColorOption& color) {
  verb.add_option("--color", color.when, "Colours: auto, always or never (NO_COLOR is honoured)")
      ->check(OneOf({"auto", "always", "never"}))
      ->type_name("WHEN");
}

report::TextStyle StyleFor(const ColorOption& color, int fd) {
  report::TextStyle style;
  const bool terminal = ::isatty(fd) == 1;
  style.color = color.when == "always" ||
                (color.when == "auto" && terminal && !IsSet("NO_COLOR") && TerminalHasColors());
  style.unicode = !terminal || SaysUtf8();
  return style;
}

void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void PrintError(const Error& error, const ColorOption& color, const Source* source) {
  const std::string text = report::ErrorText(error, StyleFor(color, STDERR_FILENO), source);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void PrintErrors(const std::vector<Error>& errors, const ColorOption& color, const Source* source) {
  for (const Error& error : errors) PrintError(error, color, source);
}

}  // namespace keyward::cli

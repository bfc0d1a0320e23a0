// Terminal: how text is written to people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source.h"
#include "cli/parser.h"
#include "report/style.h"

namespace keyward::cli {

// ColorOption: the value of --color.
struct ColorOption {
  std::string when = "auto";
};

// AddColor adds --color to a verb.
void AddColor(CLI::App& verb, ColorOption& color);

// StyleFor is the style for text on file descriptor `fd`: colours where the option says so; for
// `auto`, on a terminal unless NO_COLOR is set.
report::TextStyle StyleFor(const ColorOption& color, int fd);

// Print writes to standard output.
void Print(std::string_view text);

// PrintError and PrintErrors write to standard error; `source` is the text the error stands in, if it
// is at hand.
void PrintError(const Error& error, const ColorOption& color, const Source* source = nullptr);
void PrintErrors(const std::vector<Error>& errors, const ColorOption& color,
                 const Source* source = nullptr);

}  // namespace keyward::cli

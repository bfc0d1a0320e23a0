// LintOptions: what the arguments of keyward lint say.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "cli/document.h"
#include "cli/terminal.h"

namespace keyward::cli {

struct LintOptions {
  std::vector<std::string> paths;
  TypeOption type;
  std::string fail_on = "warning";
  std::string format = "text";
  bool fix = false;
  bool diff = false;
  std::vector<std::string> select;  // codes or names; empty: all
  std::vector<std::string> ignore;
  ColorOption color;

  // Wants: a finding with this code is to be shown.
  bool Wants(std::string_view code) const;
  // FailOn is the mildest severity that makes the answer no.
  Severity FailOn() const;
};

}  // namespace keyward::cli

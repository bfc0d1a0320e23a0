// Diagnostic: what a policy's author should know, with its place and, where possible, its fix.
//
// Flow      Parse, Check, Lint --> Diagnostics --> report/
// Promise   spans refer to the Source that was parsed; codes are stable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace keyward {

// Severity: IAM Access Analyzer's finding types, most severe first.
enum class Severity : uint8_t { kError, kSecurityWarning, kWarning, kSuggestion };

// Edit replaces the bytes of `span` by `replacement`.
struct Edit {
  Span span;
  std::string replacement;
};

// Fix: edits that together repair the fault; they do not overlap.
struct Fix {
  std::string title;
  std::vector<Edit> edits;
};

// Note points at a second place that explains the first.
struct Note {
  Span span;
  std::string message;
};

// Diagnostic: one finding.
struct Diagnostic {
  std::string_view code;  // static storage: an Access Analyzer code or one of our own
  Severity severity = Severity::kError;
  Span span;
  std::string message;
  std::string help;      // may be empty
  bool refuses = false;  // the service refuses to store the document because of this finding
  std::vector<Note> notes = {};
  std::optional<Fix> fix = {};
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace keyward

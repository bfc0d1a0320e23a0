#include <array>
#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "compiler/check/spelling.h"
#include "compiler/values.h"

namespace keyward::compiler {
namespace {

constexpr std::array<std::string_view, 2> kEffects = {"Allow", "Deny"};

void ReportInvalid(Inspection& in, NodeId effect) {
  const std::string_view text = in.text(effect);
  const std::string_view nearest = Nearest(text, kEffects);
  const Span span = in.node(effect).span;
  Diagnostic& diagnostic =
      in.Report(Refusal::kAlways, Code::kInvalidEffect, span,
                fmt::format("Effect must be \"Allow\" or \"Deny\", but this is {}", Quote(text)));
  if (nearest.empty()) return;
  if (!EqualsIgnoringAsciiCase(nearest, text)) {
    diagnostic.help = fmt::format("did you mean \"{}\"?", nearest);
    return;
  }
  diagnostic.help = fmt::format("letter case counts: write \"{}\"", nearest);
  diagnostic.fix =
      Fix{fmt::format("write \"{}\"", nearest), {{span, fmt::format("\"{}\"", nearest)}}};
}

}  // namespace

void CheckEffect(Inspection& in, NodeId effect, Statement& statement) {
  if (effect == kNoNode) {
    in.Report(Refusal::kAlways, Code::kMissingEffect,
              {statement.span.begin, statement.span.begin + 1}, "the statement has no Effect",
              "add \"Effect\": \"Allow\" or \"Effect\": \"Deny\"");
    return;
  }
  statement.effect_span = in.node(effect).span;
  if (!in.Is(effect, NodeKind::kString)) {
    in.ReportType(effect, "Effect", "\"Allow\" or \"Deny\"");
  } else if (in.text(effect) == kEffects[0]) {
    statement.effect = Effect::kAllow;
  } else if (in.text(effect) != kEffects[1]) {
    ReportInvalid(in, effect);
  }
}

}  // namespace keyward::compiler

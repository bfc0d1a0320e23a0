#include "report/mermaid.h"

#include <fmt/format.h>

#include "report/layout/answer_words.h"

namespace keyward::report {
namespace {

using evaluator::Outcome;
using evaluator::StepOutcome;

// Escaped makes text safe inside a quoted Mermaid label.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '#' || c == '<' || c == '>' || c == '&' || c == ';' || c == '`') {
      out += fmt::format("#{};", static_cast<int>(c));
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += ' ';
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view ClassOf(const evaluator::Decision& decision, const evaluator::StepStory& step) {
  const bool decided = decision.outcome == Outcome::kImplicitDeny && decision.by == step.step;
  if (decided || step.outcome == StepOutcome::kDeny) return "deny";
  if (step.outcome == StepOutcome::kAllow) return "allow";
  return step.outcome == StepOutcome::kUnknown ? "open" : "plain";
}

std::string_view ClassOf(Outcome outcome) {
  if (outcome == Outcome::kAllowed) return "allow";
  return outcome == Outcome::kUnknown ? "open" : "deny";
}

bool IsShown(const evaluator::StepStory& step) {
  return step.step == evaluator::Step::kExplicitDeny ||
         (step.outcome != StepOutcome::kNone && step.outcome != StepOutcome::kNotApplicable);
}

void AppendSteps(const Answer& answer, std::string& out) {
  std::string before = "request";
  for (const evaluator::StepStory& step : answer.explanation.steps) {
    if (!IsShown(step)) continue;
    const std::string_view name = StepName(step.step);
    out += fmt::format("  {}[\"<b>{}</b><br/>{}\"]:::{}\n", name, StepTitle(step.step),
                       Escaped(step.message), ClassOf(*answer.decision, step));
    out += fmt::format("  {} --> {}\n", before, name);
    before = name;
  }
  out += fmt::format("  {} --> answer\n", before);
}

void AppendStatements(const Answer& answer, std::string& out) {
  size_t number = 0;
  for (const evaluator::StatementStory& story : answer.explanation.matched) {
    const evaluator::StatementRef& ref = story.ref;
    std::string place;
    if (ref.source != nullptr) {
      const Location at = ref.source->Locate(ref.span);
      place = fmt::format("<br/>{}:{}", Escaped(at.file), at.start.line);
    }
    const std::string name = ref.sid.empty() ? fmt::format("{}#[{}]", ref.policy, ref.index)
                                             : fmt::format("{}#{}", ref.policy, ref.sid);
    const bool deny = ref.effect == compiler::Effect::kDeny;
    out += fmt::format("  statement{}[/\"{} {}{}\"/]:::{}\n", number, deny ? "Deny" : "Allow",
                       Escaped(name), place, deny ? "deny" : "allow");
    out +=
        fmt::format("  statement{} -.-> {}\n", number, deny ? "explicitDeny" : StepName(ref.step));
    ++number;
  }
}

}  // namespace

std::string MermaidFlowchart(const Answer& answer) {
  const evaluator::Request& request = *answer.request;
  std::string out = "flowchart TD\n";
  out += fmt::format("  request([\"{}<br/><b>{}</b><br/>{}\"])\n",
                     Escaped(CallerName(request.principal)), Escaped(request.action.text),
                     Escaped(request.resource.arn));
  AppendSteps(answer, out);
  AppendStatements(answer, out);
  out += fmt::format("  answer([\"<b>{}</b>\"]):::{}\n", AnswerWords(*answer.decision),
                     ClassOf(answer.decision->outcome));
  out +=
      "  classDef allow fill:#dff5e1,stroke:#2e7d32,color:#1b1b1b\n"
      "  classDef deny fill:#fde2e1,stroke:#c62828,color:#1b1b1b\n"
      "  classDef open fill:#fff4d6,stroke:#b26a00,color:#1b1b1b\n"
      "  classDef plain fill:#f2f2f2,stroke:#8a8a8a,color:#1b1b1b\n";
  return out;
}

}  // namespace keyward::report

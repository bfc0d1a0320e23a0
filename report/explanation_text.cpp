#include "report/explanation_text.h"

#include <fmt/format.h>

#include "report/layout/answer_words.h"
#include "report/layout/pretty_json.h"
#include "report/snippet.h"

namespace keyward::report {
namespace {

using evaluator::Outcome;
using evaluator::Reason;
using evaluator::StatementRef;
using evaluator::StatementStory;
using evaluator::StepOutcome;
using evaluator::Truth;

// Page: the text of one answer while it is written.
struct Page {
  const Answer& answer;
  const TextStyle& style;
  std::string out;

  void Heading(std::string_view text) {
    out += '\n';
    AppendPainted(style, Paint::kStrong, text, out);
    out += '\n';
  }
};

Paint PaintOf(Outcome outcome) {
  if (outcome == Outcome::kAllowed) return Paint::kGood;
  return outcome == Outcome::kUnknown ? Paint::kWarning : Paint::kError;
}

Paint PaintOf(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::kAllow: return Paint::kGood;
    case StepOutcome::kDeny:
    case StepOutcome::kNoAllow: return Paint::kError;
    case StepOutcome::kUnknown: return Paint::kWarning;
    case StepOutcome::kNone:
    case StepOutcome::kNotApplicable: break;
  }
  return Paint::kFaint;
}

std::string NameOf(const StatementRef& ref) {
  const std::string_view effect = ref.effect == compiler::Effect::kAllow ? "Allow" : "Deny";
  return ref.sid.empty() ? fmt::format("{} {}#[{}]", effect, ref.policy, ref.index)
                         : fmt::format("{} {}#{}", effect, ref.policy, ref.sid);
}

void AppendHead(Page& page) {
  const evaluator::Request& request = *page.answer.request;
  const evaluator::Decision& decision = *page.answer.decision;
  AppendPainted(page.style, PaintOf(decision.outcome), AnswerWords(decision), page.out);
  page.out += fmt::format("\n  principal  {}\n  action     {}\n  resource   {}\n",
                          CallerName(request.principal), request.action.text, request.resource.arn);
  page.out += fmt::format("\n{}\n", page.answer.explanation.headline);
}

void AppendSteps(Page& page) {
  page.Heading("Path");
  for (const evaluator::StepStory& step : page.answer.explanation.steps) {
    page.out += "  ";
    const std::string line =
        fmt::format("{} {:<16}", StepMark(*page.answer.decision, step.step, page.style.unicode),
                    StepTitle(step.step));
    AppendPainted(page.style, PaintOf(step.outcome), line, page.out);
    page.out += fmt::format("  {}\n", step.message);
  }
}

// MarksOf are the elements that reasons speak of.
std::vector<Mark> MarksOf(const std::vector<Reason>& reasons, bool primary) {
  std::vector<Mark> marks;
  for (const Reason& reason : reasons) marks.push_back(Mark{reason.span, reason.message, primary});
  return marks;
}

// AppendReasons says the reasons without their source.
void AppendReasons(const std::vector<Reason>& reasons, std::string& out) {
  for (const Reason& reason : reasons) out += fmt::format("  - {}\n", reason.message);
}

void AppendMatched(Page& page, const StatementStory& story) {
  const StatementRef& ref = story.ref;
  const bool deny = ref.effect == compiler::Effect::kDeny;
  AppendPainted(page.style, deny ? Paint::kError : Paint::kGood, NameOf(ref), page.out);
  page.out += '\n';
  if (ref.source == nullptr) return AppendReasons(story.reasons, page.out);
  if (!deny || story.reasons.empty()) {
    AppendSnippet(*ref.source, {Mark{ref.span, "", deny}}, page.style, page.out);
    return;
  }
  std::vector<Mark> marks = {Mark{ref.program->sources()[ref.index].effect, "", true}};
  for (Mark& mark : MarksOf(story.reasons, true)) marks.push_back(std::move(mark));
  AppendSnippet(*ref.source, marks, page.style, page.out);
}

void AppendNearMiss(Page& page, const StatementStory& story) {
  const StatementRef& ref = story.ref;
  AppendPainted(page.style, Paint::kStrong, NameOf(ref), page.out);
  const bool open = story.applies == Truth::kUnknown;
  const size_t count = story.reasons.size();
  page.out +=
      open ? " is open\n"
           : fmt::format(" does not apply: {} part{} failed\n", count, count == 1 ? "" : "s");
  if (ref.source == nullptr) return AppendReasons(story.reasons, page.out);
  AppendSnippet(*ref.source, MarksOf(story.reasons, true), page.style, page.out);
}

void AppendStatements(Page& page) {
  const evaluator::Explanation& explanation = page.answer.explanation;
  if (!explanation.matched.empty()) page.Heading("Decided by");
  bool first = true;
  for (const StatementStory& story : explanation.matched) {
    if (!first) page.out += '\n';
    first = false;
    AppendMatched(page, story);
  }
  if (!explanation.near_misses.empty()) {
    const bool open = page.answer.decision->outcome == Outcome::kUnknown;
    page.Heading(open ? "Left open by" : "Came close");
  }
  first = true;
  for (const StatementStory& story : explanation.near_misses) {
    if (!first) page.out += '\n';
    first = false;
    AppendNearMiss(page, story);
  }
}

void AppendList(Page& page, std::string_view heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  page.Heading(heading);
  for (const std::string& item : items) page.out += fmt::format("  {}\n", item);
}

void AppendKeys(Page& page) {
  if (page.answer.decision->outcome == Outcome::kAllowed) return;
  AppendList(page, "Context keys that policies ask for and the request does not have",
             page.answer.explanation.missing_context_keys);
  std::vector<std::string> open;
  for (const evaluator::Residual& residual : page.answer.explanation.residual) {
    std::string values;
    for (const std::string& value : residual.values) {
      values += fmt::format("{}\"{}\"", values.empty() ? "" : ", ", value);
    }
    open.push_back(fmt::format("{}: {}{}{} {}", NameOf(residual.ref), residual.op,
                               residual.key.empty() ? "" : " ", residual.key, values));
  }
  AppendList(page, "The answer depends on", open);
}

void AppendChange(Page& page, const evaluator::Change& change) {
  if (change.statement.empty()) return;
  page.out += Indented(PrettyJson(change.statement), 5);
}

void AppendRemedies(Page& page) {
  const std::vector<evaluator::Remedy>& remedies = page.answer.remedies;
  if (remedies.empty()) return;
  page.Heading(remedies.size() == 1 ? "This would allow it (verified)"
                                    : "Each of these would allow it (verified)");
  for (size_t i = 0; i < remedies.size(); ++i) {
    page.out += fmt::format("  {}. {}\n", i + 1, remedies[i].text);
    for (const evaluator::Change& change : remedies[i].changes) AppendChange(page, change);
  }
}

}  // namespace

std::string ExplanationText(const Answer& answer, const TextStyle& style) {
  Page page{answer, style, {}};
  AppendHead(page);
  AppendSteps(page);
  AppendStatements(page);
  AppendKeys(page);
  AppendRemedies(page);
  AppendList(page, "Notes", answer.explanation.notes);
  return WithoutTricks(style, page.out);
}

}  // namespace keyward::report

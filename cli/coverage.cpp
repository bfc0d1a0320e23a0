#include "cli/coverage.h"

#include <algorithm>
#include <fmt/core.h>

namespace keyward::cli {
namespace {

using compiler::Program;
using compiler::StatementSource;
using evaluator::StatementTrace;
using evaluator::Truth;

bool Held(uint8_t part) { return part == 1 + static_cast<int>(Truth::kTrue); }

std::string StatementName(const scenario::LoadedPolicy& policy, size_t index) {
  const StatementSource& source = policy.program->sources()[index];
  return source.has_sid
             ? fmt::format("statement {}#{}", policy.name, policy.program->text(source.sid))
             : fmt::format("statement {}#[{}]", policy.name, index);
}

}  // namespace

Coverage::Item& Coverage::At(const Source& source, Span span) {
  const Location place = source.Locate(span);
  Item& item = items_[{std::string(place.file), place.span.begin, place.span.end}];
  item.position = place.start;
  return item;
}

void Coverage::Register(const scenario::LoadedPolicy& policy) {
  const Program& program = *policy.program;
  for (size_t i = 0; i < program.statements().size(); ++i) {
    const std::string name = StatementName(policy, i);
    At(*policy.source, program.sources()[i].span).what = name;
    for (const compiler::PredicateUse& use : program.uses(program.statements()[i].uses)) {
      At(*policy.source, use.values_span).what =
          fmt::format("condition on {} in {}", program.text(use.key), name);
    }
  }
}

void Coverage::Reach(const evaluator::Decision& decision, const evaluator::ProgramTrace& trace,
                     const Source& source) {
  const Program& program = *trace.program;
  for (uint32_t i = 0; i < program.statements().size(); ++i) {
    const StatementTrace& statement = decision.statement(trace, i);
    if (Held(statement.applies)) At(source, program.sources()[i].span).reached = true;
    if (!Held(statement.action) || !Held(statement.principal) || !Held(statement.resource)) {
      continue;
    }
    for (const compiler::PredicateUse& use : program.uses(program.statements()[i].uses)) {
      if (decision.predicates[trace.first_predicate + use.predicate].allow == 0) continue;
      At(source, use.values_span).reached = true;
    }
  }
}

void Coverage::Add(const scenario::PolicySet& policies, const evaluator::Decision& decision) {
  for (const scenario::LoadedPolicy& policy : policies.loaded) Register(policy);
  for (const evaluator::ProgramTrace& trace : decision.programs) {
    const SourcePtr source = policies.SourceOf(*trace.program);
    if (source != nullptr && trace.applicable) Reach(decision, trace, *source);
  }
}

size_t Coverage::Reached() const {
  return static_cast<size_t>(std::count_if(items_.begin(), items_.end(),
                                           [](const auto& one) { return one.second.reached; }));
}

double Coverage::Percent() const {
  return items_.empty()
             ? 100.0
             : 100.0 * static_cast<double>(Reached()) / static_cast<double>(items_.size());
}

std::string Coverage::Text() const {
  std::string out;
  for (const auto& [place, item] : items_) {
    if (item.reached) continue;
    out += fmt::format("not reached: {}:{}:{}: {}\n", std::get<0>(place), item.position.line,
                       item.position.column, item.what);
  }
  return out + fmt::format("coverage: {} of {} statements and conditions, {:.1f} %\n", Reached(),
                           items_.size(), Percent());
}

void Coverage::Append(report::JsonWriter& json) const {
  json.BeginObject();
  json.MemberNumber("total", items_.size());
  json.MemberNumber("reached", Reached());
  json.Key("percent");
  json.Raw(fmt::format("{:.1f}", Percent()));
  json.MemberArray("notReached");
  for (const auto& [place, item] : items_) {
    if (item.reached) continue;
    json.BeginObject();
    json.Member("what", item.what);
    json.Member("file", std::get<0>(place));
    json.MemberNumber("line", item.position.line);
    json.MemberNumber("column", item.position.column);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace keyward::cli

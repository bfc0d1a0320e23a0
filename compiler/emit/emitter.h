// Emitter: the only maker of Programs; one instance compiles one policy.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "compiler/condition_keys.h"
#include "compiler/program.h"
#include "grammar/policy_string.h"

namespace keyward::compiler {

class Emitter {
 public:
  explicit Emitter(const Policy& policy) : policy_(policy) {}
  std::shared_ptr<const Program> Run();

 private:
  // statement.cpp
  void EmitStatement(const Statement& statement);
  StatementSource EmitSource(const Statement& statement);
  bool IsInert(const Statement& statement) const;
  // actions.cpp
  void EmitActions(const Statement& statement, StatementCode& code);
  void AddAction(std::string_view text, StatementCode& code);
  void BuildIndexes();
  void BuildKmsIndex();
  void BuildVendorIndex();
  Range ListStatements(std::string_view vendor);
  bool MayNameVendor(const StatementCode& code, std::string_view vendor) const;
  // principals.cpp
  void EmitPrincipals(const Statement& statement, StatementCode& code);
  PrincipalCode MakePrincipal(const PrincipalValue& value);
  // resources.cpp
  void EmitResources(const Statement& statement, StatementCode& code);
  ArnPattern MakeArnPattern(const Text& text);
  void SetHead(const grammar::ArnParts& arn, ArnPattern& pattern);
  bool MayPad(std::string_view text) const;
  // conditions.cpp
  void EmitConditions(const Statement& statement, StatementCode& code);
  uint32_t FindOrAddPredicate(const ConditionTest& test);
  Operand MakeOperand(const OperatorFacts& facts, std::string_view value);
  Operand MakeArnOperand(const grammar::Template& pieces);
  Operand MakeTextOperand(const OperatorFacts& facts, const grammar::Template& pieces,
                          std::string_view value);
  uint32_t KeyIndex(std::string_view name);
  // patterns.cpp
  StringRef Store(std::string_view text);
  Pattern MakePattern(const grammar::Template& source);
  uint32_t AddPattern(const grammar::Template& pieces);
  uint32_t AddArnParts(const std::array<grammar::Template, 6>& parts);
  Token MakeToken(const grammar::Piece& piece);

  bool variables() const { return policy_.version() == Version::k2012; }

  const Policy& policy_;
  std::shared_ptr<Program> program_;
  std::map<std::string, uint32_t, std::less<>> keys_;        // by lower-case name
  std::map<std::string, uint32_t, std::less<>> predicates_;  // by what they test
  std::map<std::string, StringRef, std::less<>> strings_;
  std::map<std::string, uint32_t> resource_elements_;  // by what they say
};

// Lower is `text` with A-Z as a-z.
std::string Lower(std::string_view text);

}  // namespace keyward::compiler

"""Plain words one letter away from a mood word, which are no typing errors.

Among them words that mean a mood in another language, but not in this one.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOKALIKES: Mapping[str, str] = MappingProxyType(
    {
        "en": """
            abused acting alight aloe along amaze amor amuse angel angler atone auger balance
            balances batter beater bette bitten blues boned booed bore bores bose bowed boxed
            bred broke broker butter cahill captive captives cheek cheeks cheer cheers cheesy
            cherry child chile chili chilli chills chilly comey comfortably complexes confidant
            confuse confuses consent contend contents contest context convent crank crashed
            crass crocs crops crows crusher crushes dazzle decide decides defected detected
            determine determines discourage dream dreams dreamt dreary eater encourage
            encourages engaged excite exited fad fanny fee flirt flirts focuses focussed
            formidable fragile frustrations funky fusing gene genes giggle goody gooey goof
            graceful greats greet greta groom guilt gut homeless hoped horribly hype inpatient
            inspire inspires intrigue intrigues ira irrigated jelly likely lipid lived livery
            livin living locker losing lovely lover loves lovin mall marry mellon mercy messing
            miserably moods mopping morning motivate motivates motive motives moving mowing
            neural neutrals norma norman null ode offender outrage parity parry part partly
            parts passed pasty patty paz pisses pleaded please pleases pose poses positives
            prima prod quilt quit quite racing raking ranging raping rating ravi raving related
            relating relay relayed relaying relieve reliever relieves sacred sailing sally
            satisfies scaled scare scares scarred scored seared seep serena shared sheep shock
            shocker shoo shoot shunned silky sill sills sleek sleeps sleet smoked soared sonny
            soothe spared spleen staked stared started steep stocked stoke stoker stokes stoned
            stored stowed stresses stroked stunner stunted sunni surprises sweep teams tear teas
            tease tens tensions terribly terror thriller tied tiered tiled timed tire tires toll
            touches tried unkind upsets wary wear wears wishful worries""",
        "de": """
            alben albert allen altern angepasst angepasste angsten aufgebraucht aufgelegt
            begeistern belastigt beleidigen beruhigend beschossen besen besorgen bessere bessern
            bester blase borsen denkbar einschlagen empor enttauschen erfreuen erfulle erfullen
            erleichtern ermutigen erschrecken erstaunen export exporte fache federn fee feiert
            fernseh feuern fokussieren fremde freud freuden freue freunde freute friede friedens
            friedrich frieren frucht fruchtbaren fruhen fruher fruhes furchte gebogen geboren
            geborene geborenen gebuhrt gefuhrt gefuhrte gefuhrten geknackt gelebt gelebte gene
            georgen gereist geschickt heilen heimweg heiner helen hellen herzlich herzliche
            herzlichen herzliches inspirieren ira kammer kaputten kasse klassen konzentrieren
            krasse kummere kummern kummert lasse lastig lecker leckere leckeren leckeres lehren
            lehrer liebend liebes liefen liegen locher locke locken lockern mall mieten mieter
            missen motive motivieren munden norma norman null peine pose rasen ratlos restlos
            romanischen rudiger schaf schafe schafen scheck scheissen scheisst schick schiess
            schlacht schlachten schlaft schlag schlage schlagen schlampe schlampen schlau
            schlaue schlechtere schleicht schleppen schlepper schlicht schlichte schlichten
            schlucht schnapp schnappen schoss schuss serena sitze sonne sorge sorgten sorten
            spitz spitzen spritze stelle stellen stiess stile strahlen tanken tanzer teller
            trafen tragen trager tragern trane traten traue trauen trauert treuer uberraschen
            unruhen verfassen vergnugen verirrt verlagen verlasse verleger verlesen verletzen
            verlieben verliert verlorene vermissen vermisst vermisste vernetzt verpassen
            versetzt versetzte vertraut vertraute vertrauten vertrauter verunsichern verwirren
            verwundet verwundeten verzweifeln vorlegen vorletzte vorletzten weiden weinend
            weisen weiten weizen winzig winzige winzigen zerstoren zerstorer""",
        "es": """
            acabada acabado acabados acelerador admirado agitado agotador agradecio ajustada
            ajustado ajustados alegra alegrias alegro alergia alojado amador amamos angustias
            anotado armadas armados asentado atadas atados atentado atentados aterrador baila
            bailan brava calado callada callado callados calzada calzado canada candado cantado
            casada casadas casado casados causada causadas causado causados celebra celebran
            celebrara celso choque comida comidas comido confeso confiaba confiamos confiando
            confundio contenga contenia content contesta contestas contesto contexto contextos
            convento conventos decada decadas decida decidas decide decides decidimos decidio
            decidira decido derrocado descansa descansan despacho destruida destruidas destruido
            destruidos determinada determinadas determinado determinados devastador dichos dolia
            dolio dormi dormia dormimos encantaba encantador encantara energia energias entres
            estes estrenada estrenado excedente excedentes exhaustiva exhaustivo fee fiestas
            fragiles fundada fundadas fundado gene genes genital genitales grata haras harias
            heredo hundio imponente increibles inspirador llora lloran lloras mall mancha marca
            march marchan marchar marchas marche marcho martha modesta modesto molestan molestar
            moleste molestia molestias molina molino molinos movida movidas movido nervio norma
            norman normas pacific pasada pasadas pasado pasados peine penas perez pesima picada
            picado picar planas planos pleito pose posee preocupaba presionando prima pureza
            quedado quemando querida queridos quesada realizaba realizamos realizando realizara
            rebajar relaja relajarse relato romanticismo selena senador senadora seremos serna
            seul sirena sirenas solidaria solidario solidarios sonado sono sorprendio sorpresas
            temido tendre tengas tenias tenista ternera tierra tierras vacas vaciar varias
            varios vicios""",
        "fr": """
            abattre agiter aisees amenes amuser amusez aneantir animees apaiser armees averes
            basee basees bases bises blesser bluff bouffe bouffee bouton boutons bresse briser
            cabine cabines cafards caisses caler calice calmez canard cases casser cassez causee
            causees causes celine chasses cheque cheques choquer claquer classee classees
            classes clique colore combler complete completee completes concentrer concus connus
            contenter contenu contenue contenues contenus conteste contexte contextes contient
            contraire contraires contrario coque coques coutent craque creee creees crees cremes
            crepes cretes crever crise crises croque curiosites danger danse danses danseur
            deborder debout decede decedee decedes deces decida decider decidez decoupage
            decourager defendre defendu defendue dependre deroute detecte detend detenu detenue
            detenues detenus determiner deteste detroit detruire dormi douille drones effondrer
            effraie effrayer emballer emouvante emporte emporter encourager endormir enerver
            engage engagee engagees engages ennuie ennuyer entourage epanouir epuiser equilibrer
            espoirs etatique etatiques eteinte etonner exacte exactes exciter faces facher
            fachos facies fatiguer fee femme festin fibres fiches fine flamme flipper freres
            gelees generes genese genies genres gerees gonfler gratos impuissance indifference
            indigene indigenes inquieter inquietez inquietudes insigne insignes inspirer
            intimider intimite ira jouer joueurs joueuses joyaux laissee laissees laisses lames
            larges largue larguer larves lasser lisses malheurs mall motiver neveux norma norman
            ode ouvres paniquer passible peinte peintes peints percue percues percus perde
            perdre perds perdure peurs pleines pleures postes preoccuper raies rassurer rassurez
            recolte recoltes reconnaissait reconnaissance reconnaissent refonte rejouir rejouit
            relate relaye relayer remonter reponse reponses reposer rever rigole saoul
            satisfaire scotch secouer secours selles serena solidaire solidaires sondes songer
            sonner souffle soulager souleve souples tensions tenue tenues tenus terrorisme
            terroriste terroristes torche touch toucher touchez vendre ventre videos visant
            visees vivait vivent""",
        "pt": """
            acabamos acabando acabara acabava acalma admirador admirando afeicao alegra alegrias
            alergia amador amamos apaixonando apanhado apanhados armadas armados arrastado
            assustador atrasada atrasadas atrasado atrasados bracos calcas calcinha caldas camas
            caminha canada cantada cantadas cantado carinha carrinho casaco casada casadas
            casado casados causada causadas causado causados chocar choque choques chora choram
            chorao cimento comemora comemoram comodo concentrando confundido confusao confusoes
            content culpando curiosidades danca dancam dancas decide depressa descansa desliga
            destruidor destruindo determinando devastador divertindo dormi dormia dormido dormiu
            duelo electrica electrico electricos empurrado encantador espancado excedente
            excelentes facada facadas factos faltas farias farinha fatos fee felicidades feriado
            feriados ferias ferindo ficado focando forcada forcadas forcado forcados frida
            furtos gatas gatinha gatinho gatos gene genes genital gracas gracinha gramas graos
            gratis gritos imponente incomodando inspirador irrigacao mall marcha melhora melhore
            modos moedas movidos mudem nervos norma norman normas noutra noutras noutro noutros
            pacific palmas passas passos pastas pena penas pianista planos pose preocupando
            preocupava pressionando prima realizador realizando recebo recesso recheio recreio
            relatada relatadas relatado relatados relatar relaxa rota selena sereia sereias
            seremos seul sola solida solidaria solidario solidas solido sonhado temido tendas
            tenhas tesao travessia vadias vaias varias varios vide""",
    }
)
